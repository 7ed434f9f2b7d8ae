/** A process of its own that writes to a store: `node --import ../../bench/sources.mjs writer.mjs <store> <name> <times>`. */
import { openStore } from "../../src/store/index.ts";

const [folder, name, times] = process.argv.slice(2);
const store = openStore(folder);
for (let i = 0; i < Number(times); i += 1) {
  await store.put(
    { kind: "panel", source: "gel", id: "285", version: `1.${i}` },
    `the same data of version ${i}`,
    {
      fetched: "2026-01-01T00:00:00Z",
      origin: name,
      terms: "",
      assembly: null,
      facts: {},
      extension: "txt",
    },
  );
  await store.update("count", (old) => ({
    ...old,
    [name]: (old?.[name] ?? 0) + 1,
    all: (old?.all ?? 0) + 1,
  }));
}
