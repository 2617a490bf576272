import { defineConfig } from "vitest/config";

export default defineConfig({
  // tests read the words of the course, which lie beside this folder
  server: { fs: { allow: [".."] } },
  test: { environment: "happy-dom", include: ["test/**/*.test.{ts,tsx}"], css: false },
});
