import { expect, it } from "vitest";
import { clock } from "../src/page/countdown";

it("writes seconds as minutes and seconds", () => {
  expect([245, 60, 9, 0, -3].map(clock)).toEqual(["4:05", "1:00", "0:09", "0:00", "0:00"]);
});
