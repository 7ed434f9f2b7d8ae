/** A line that cannot be read is named by file and record, and nothing else is made a fault of the file. */
import { expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

function thrown(lines: readonly string[], compiled = compilePlan(plan)): unknown {
  const data = Buffer.from(`${lines.join("\n")}\n`);
  try {
    new Scanner(compiled).scan(data, 0, data.length);
  } catch (error) {
    return error;
  }
  return null;
}

const plan = planFor({ header: headerText({ samples: ["C"] }) });
const good = recordText({ pos: 1500, genotypes: ["0/1"] });
const bad = recordText({ pos: 1501, genotypes: ["0/7"] });

it("the record's number and the file", () => {
  const error = thrown([good, bad]);
  expect(isToolError(error) && error.place).toMatchObject({ path: "test.vcf", line: 2 });
  expect(thrown([good])).toBeNull();
});

it("a fault of the program stays what it is", () => {
  const fault = new RangeError("a bug");
  const compiled = compilePlan(plan);
  compiled.match = () => {
    throw fault;
  };
  expect(thrown([good], compiled)).toBe(fault);
});
