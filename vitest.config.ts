import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Which tests run when is said here alone: by folder, and by the end of a file's name (ARCHITECTURE.md, "Tests"). */
const SLOW = [
  "test/{acceptance,browser,differential,fuzz,property,workflow}/**/*.test.ts",
  "test/**/*.slow.test.ts",
];
const LONG = ["test/**/*.long.test.ts"];

/** A slow machine that does other work besides is no fault of the code: twenty times what the longest takes. */
const PATIENT = { testTimeout: 900_000, hookTimeout: 900_000 };

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          setupFiles: ["test/helpers/no-sync.ts"],
          globalSetup: ["test/helpers/in-memory.ts"],
          include: ["test/**/*.test.ts"],
          exclude: [...SLOW, ...LONG],
        },
      },
      { extends: true, test: { name: "slow", include: SLOW, exclude: LONG, ...PATIENT } },
      { extends: true, test: { name: "long", include: LONG } },
    ],
    // On two cores the default is one worker: half of the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Files of one worker share the loaded sources, which remember only what follows from its key: a third less processor time.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // None but in `.ci/run`, which names at its end what passed only so.
    retry: Number(process.env["PANELIST_TEST_RETRIES"] ?? 0),
    // Neither the user's store and configuration nor the network's proxy must show in the tests.
    env: {
      PANELIST_STORE: join(tmpdir(), "panelist-tests-without-a-store"),
      PANELIST_CONFIG: fileURLToPath(new URL("test/helpers/no-config.json", import.meta.url)),
      XDG_CONFIG_HOME: join(tmpdir(), "panelist-tests-without-a-configuration"),
      ...Object.fromEntries(
        ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map((name) => [name, ""]),
      ),
    },
  },
});
