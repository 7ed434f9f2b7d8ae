/** Options of the outputs for people, for every command that writes one. */
import { Option } from "commander";

export interface PeopleValues {
  links: boolean;
  allowNhsNumbers?: true;
}

export function peopleOptions(): Option[] {
  return [
    new Option(
      "--no-links",
      "no address in the HTML report, so that not even a click carries coordinates out",
    ),
    new Option(
      "--allow-nhs-numbers",
      "let the reports for people show ids that look like NHS numbers",
    ),
  ].map((option) => option.helpGroup("Output:"));
}
