// npm run packaging -- [--check]
//
// Writes what is made of the commands: the man page, and completions for bash, zsh and fish. With `--check` it
// writes nothing and fails where a file is not what it would write.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { makeProgram } = await import(new URL("../src/cli/program.ts", import.meta.url).href);
const { createTerminal } = await import(new URL("../src/cli/terminal.ts", import.meta.url).href);
const { schemaNames } = await import(new URL("../src/report/index.ts", import.meta.url).href);
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

const program = await makeProgram({ argv: [], terminal: createTerminal(process.stderr) }, () => {});

/** Every command with the words that lead to it; the program's own are none. */
function commandsBelow(command, path = []) {
  const own = { path: path.join(" "), command, below: command.commands.map((one) => one.name()) };
  return [own, ...command.commands.flatMap((one) => commandsBelow(one, [...path, one.name()]))];
}
const commands = commandsBelow(program);

/** Words that shells offer where commander knows no list of them; a panel may be a file as well. */
const OFFERED = {
  "--sex": ["male", "female"],
  "--panel": [
    ...new Set(
      readdirSync(`${root}panels`).flatMap((name) => /^(.+)@.+\.json$/.exec(name)?.[1] ?? []),
    ),
  ].sort(),
};
const OPERANDS = { schema: schemaNames() };

/** Options that are offered, `--help` too: names, the text as help shows it, whether a value follows, which there are. */
function optionsOf({ command }) {
  const own = command.options
    .filter((option) => !option.hidden)
    .map((option) => ({ ...option, shown: command.createHelp().optionDescription(option) }))
    .map(({ long, short, flags, description, shown, argChoices, required, optional }) => ({
      names: [short, long].filter((name) => name !== undefined),
      flags,
      description,
      shown,
      choices: argChoices ?? [],
      words: argChoices ?? OFFERED[long] ?? [],
      orFiles: long === "--panel",
      takesValue: required || optional,
    }));
  const description = "print this help";
  const help = { names: ["-h", "--help"], flags: "-h, --help", description, shown: description };
  return [...own, { ...help, choices: [], words: [], takesValue: false }];
}

/** What the shells ask for, told apart by the words before. */
const DEPTH = "Words of the command so far; options and their values are none.";

function bash() {
  const rows = commands.map((one) => {
    const options = optionsOf(one);
    const values = options
      .filter(({ words }) => words.length > 0)
      .flatMap(({ names, words, orFiles }) =>
        names.map(
          (name) =>
            `    "${one.path}:${name}") words="${words.join(" ")}"${orFiles ? " files=yes" : ""} ;;`,
        ),
      );
    const files = options
      .filter(({ takesValue, words }) => takesValue && words.length === 0)
      .flatMap(({ names }) => names.map((name) => `"${one.path}:${name}"`));
    return { one, options, values, files };
  });
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => `"${path}"`);
  return `# Completion of panelist for bash: source it, or put it into bash-completion's folder. Made by npm run packaging.
_panelist() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} path="" words="" files="" word
  # Bash breaks --option=value into three words.
  [ "$cur" = "=" ] && cur=""
  [ "$prev" = "=" ] && prev=\${COMP_WORDS[COMP_CWORD - 2]}
  # ${DEPTH}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
    ${paths.join(" | \\\n      ")})
      path="\${path:+$path }$word" ;;
    esac
  done
  COMPREPLY=()
  case "$path:$prev" in
${rows.flatMap(({ values }) => values).join("\n")}
    ${rows.flatMap(({ files }) => files).join(" | \\\n      ")})
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return ;;
  esac
  if [ -z "$words" ]; then
    case "$path:$cur" in
${rows
  .map(
    ({ one, options }) =>
      `      "${one.path}":-*) words="${options.flatMap(({ names }) => names).join(" ")}" ;;`,
  )
  .join("\n")}
${rows
  .filter(({ one }) => one.below.length > 0)
  .map(({ one }) => `      "${one.path}":*) words="${[...one.below, "help"].join(" ")}" ;;`)
  .join("\n")}
${Object.entries(OPERANDS)
  .map(([path, words]) => `      "${path}":*) words="${words.join(" ")}" ;;`)
  .join("\n")}
    esac
  fi
  if [ -n "$words" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" \${files:+-f} -- "$cur")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -F _panelist panelist
`;
}

const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
/** In a specification of zsh a colon ends the name. */
const forZsh = (name, description) => quoted(`${name.replaceAll(":", "\\:")}:${description}`);

function zsh() {
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => `"${path}"`);
  const cases = commands.map((one) => {
    const options = optionsOf(one);
    const described = options.flatMap(({ names, description }) =>
      names.map((name) => `        ${forZsh(name, description)}`),
    );
    const below = one.command.commands.map(
      (sub) => `        ${forZsh(sub.name(), sub.summary() || sub.description())}`,
    );
    return `    "${one.path}")
      options=(
${described.join("\n")}
      )
      below=(${below.length === 0 ? "" : `\n${below.join("\n")}\n      `}) ;;`;
  });
  const values = commands.flatMap((one) =>
    optionsOf(one).flatMap(({ names, words, orFiles, takesValue }) =>
      takesValue
        ? names.map((name) =>
            words.length > 0
              ? `    "${one.path}:${name}") compadd -- ${words.join(" ")}; ${orFiles ? "_files; " : ""}return ;;`
              : `    "${one.path}:${name}") _files; return ;;`,
          )
        : [],
    ),
  );
  return `#compdef panelist
# Completion of panelist for zsh: put it into a folder of $fpath. Made by npm run packaging.
_panelist() {
  local path_="" word
  local -a options below
  # ${DEPTH}
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${path_:+$path_ }$word" in
    ${paths.join(" | \\\n      ")})
      path_="\${path_:+$path_ }$word" ;;
    esac
  done
  case "$path_:\${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  case "$path_" in
${cases.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o option options
  elif (( \${#below} )); then
    _describe command below
${Object.entries(OPERANDS)
  .map(
    ([path, words]) =>
      `  elif [[ "$path_" == "${path}" ]]; then\n    compadd -- ${words.join(" ")}`,
  )
  .join("\n")}
  else
    _files
  fi
}
_panelist "$@"
`;
}

function fish() {
  const lines = commands.flatMap((one) => {
    const here = `-n '__panelist_at "${one.path}"'`;
    const subcommands = one.command.commands.map(
      (sub) =>
        `complete -c panelist ${here} -f -a ${sub.name()} -d ${quoted(sub.summary() || sub.description())}`,
    );
    const options = optionsOf(one).map(({ names, description, words, orFiles, takesValue }) => {
      const flags = names.map((name) =>
        name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
      );
      const value =
        words.length > 0
          ? ` ${orFiles ? "-r" : "-x"} -a ${quoted(words.join(" "))}`
          : takesValue
            ? " -r"
            : "";
      return `complete -c panelist ${here} ${flags.join(" ")}${value} -d ${quoted(description)}`;
    });
    const operands = (OPERANDS[one.path] ?? []).map(
      (word) => `complete -c panelist ${here} -f -a ${word}`,
    );
    return [...subcommands, ...operands, ...options];
  });
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => quoted(path));
  return `# Completion of panelist for fish: put it into ~/.config/fish/completions. Made by npm run packaging.
# ${DEPTH}
function __panelist_at
    set -l at ""
    for word in (commandline -opc)[2..]
        set -l next (string trim -- "$at $word")
        contains -- "$next" ${paths.join(" ")}; and set at "$next"
    end
    test "$at" = "$argv[1]"
end
${lines.join("\n")}
`;
}

/** Of roff: a backslash is two, a line that begins with a dot or an apostrophe is none of its requests. */
const roff = (text) =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll(/^(?=[.'])/gm, "\\&");

function man() {
  const whole = commands
    .filter(({ path }) => path !== "")
    .map((one) => {
      const { command, path } = one;
      const operands = command.registeredArguments.map((argument) => {
        const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
        return argument.required ? `<${name}>` : `[${name}]`;
      });
      const words = [command.description() || command.summary()];
      const about = command.registeredArguments.map(
        (argument) => `.TP\n.I ${roff(argument.name())}\n${roff(argument.description)}`,
      );
      const options = optionsOf(one).map(
        ({ flags, shown }) => `.TP\n.B ${roff(flags)}\n${roff(shown)}`,
      );
      const title = `.SS ${roff(["panelist", path, ...operands].join(" "))}`;
      return [
        title,
        roff(words.join("")),
        ...(one.below.length > 0 ? [] : [...about, ...options]),
      ].join("\n");
    });
  const table = (page, heading) => {
    const text = readFileSync(`${root}docs/${page}`, "utf8");
    const from = heading === "" ? text : text.slice(text.indexOf(`\n## ${heading}\n`));
    const rows = [
      ...from
        .slice(0, from.indexOf("\n\n", from.indexOf("\n|--")))
        .matchAll(/^\| (.+?) \| (.+?) \|/gm),
    ];
    const plain = (cell) =>
      cell
        .replaceAll("\\|", "|")
        .replaceAll("`", "")
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    return rows
      .filter(([, name]) => !/^(?:code|variable)$/.test(name))
      .map(([, name, meaning]) => `.TP\n.B ${roff(plain(name))}\n${roff(plain(meaning))}`)
      .join("\n");
  };
  const about = program.description();
  return `.\\" Made by npm run packaging.
.TH PANELIST 1 "" "panelist ${version}" "User commands"
.SH NAME
panelist \\- rank the candidate variants of a person or family with a rare disease
.SH SYNOPSIS
.B panelist
.I command
[options]
.SH DESCRIPTION
${roff(about)}
.PP
Not a medical device.
.SH COMMANDS
${whole.join("\n")}
.SH ENVIRONMENT
${table("cli.md", "Environment")}
.SH EXIT STATUS
${table("exit-codes.md", "")}
.SH SEE ALSO
The folder docs of the package; panelist help, and panelist help with any word of a result.
`;
}

const FILES = {
  "packaging/man/panelist.1": man(),
  "packaging/completions/panelist.bash": bash(),
  "packaging/completions/_panelist": zsh(),
  "packaging/completions/panelist.fish": fish(),
};
const isCheck = process.argv.includes("--check");
for (const [name, text] of Object.entries(FILES)) {
  const path = `${root}${name}`;
  if (!isCheck) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    continue;
  }
  let kept = "";
  try {
    kept = readFileSync(path, "utf8");
  } catch {
    // It is not there: it is not what it should be.
  }
  if (kept !== text) {
    process.stderr.write(`${name} is not made of today's commands: npm run packaging\n`);
    process.exitCode = 1;
  }
}
