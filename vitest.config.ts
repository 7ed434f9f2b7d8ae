import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Whatever the user keeps in a store of their own must not show in the tests.
    env: { PANELIST_STORE: join(tmpdir(), "panelist-tests-without-a-store") },
  },
});
