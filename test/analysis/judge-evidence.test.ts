// Evidence is loaded for what is shown alone.
import { expect, it } from "vitest";
import { judgeEvidence } from "../../src/analysis/judge-evidence.ts";
import { tempFolder } from "../helpers/temp.ts";

type Asked = Parameters<typeof judgeEvidence>;
const store = tempFolder();

it.each([{ store }, { transcripts: "none", store }, {}])(
  "where nothing is shown there is no run and no model: %j",
  async (options) => {
    const prepared = { own: null, options } as unknown as Asked[2];
    const fail = (): never => {
      throw new Error("nobody is asked");
    };
    const verdict = { checks: [] } as unknown as Asked[4];
    expect(await judgeEvidence([], [], prepared, fail, verdict, 0, new Set())).toEqual({
      candidates: [],
      side: [],
      run: null,
      models: [],
    });
  },
);
