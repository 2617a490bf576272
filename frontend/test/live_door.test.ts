import { describe, expect, it } from "vitest";
import { read } from "../src/live/door";

describe("the door", () => {
  it.each([
    [200, { id: "k", models: { a: "m" } }, { kind: "open", opened: { id: "k", models: { a: "m" } } }],
    [200, { id: "k" }, { kind: "open", opened: { id: "k", models: {} } }],
    [200, { id: "k", message: "too much" }, { kind: "open", opened: { id: "k", models: {} }, message: "too much" }],
    [200, { id: "k", message: "" }, { kind: "open", opened: { id: "k", models: {} } }],
    [503, { message: "", retry: 1.5 }, { kind: "wait", seconds: 1.5 }],
    [503, { message: "full", retry: null }, { kind: "closed", message: "full" }],
    [503, null, { kind: "away" }], // somebody else's 503: a proxy whose server restarts
    [500, null, { kind: "away" }],
    [404, { message: "gone" }, { kind: "closed", message: "gone" }],
    [429, null, { kind: "away" }],
    [200, null, { kind: "away" }], // a hotel's sign-in page
  ])("reads %s %j", (status, body, reply) => {
    expect(read(status, body)).toEqual(reply);
  });
});
