// One reader of `npm run fuzz`, in a process of its own; tells what it found, a line of JSON every hundred inputs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fuzz } from "../test/fuzz/driver.ts";

const [which, what, name, count, seed, out] = process.argv.slice(2);
const targets =
  which === "commands"
    ? await (await import("../test/fuzz/commands.ts")).commandTargets()
    : await import("../test/fuzz/targets.ts").then(async (m) => m.targetsOf(await m.makeSeeds()));
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
if (what === "list") {
  say({ names: targets.map((target) => target.name) });
} else {
  const target = targets.find((each) => each.name === name);
  const told = await fuzz(target, Number(count), Number(seed), 5, (so) =>
    say({ ...so, faults: so.faults.length, rss: so.highestRss }),
  );
  say({
    ...told,
    faults: told.faults.length,
    rss: told.highestRss,
    told: told.faults.map(({ input, error }, i) => {
      const path = join(out, `${name.replaceAll(/\W+/g, "-")}-${i}`);
      writeFileSync(path, input);
      return `${path}: ${String(error.stack ?? error)
        .split("\n")
        .slice(0, 2)
        .join(" ")}`;
    }),
  });
}
process.exit(0);
