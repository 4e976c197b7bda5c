import { wrapText } from "../render/wrap-text.ts";

/** What stands below the options of a command. */
export interface HelpEnd {
  /** Commands that work in an empty folder, each with what it does. */
  readonly emptyFolder: readonly (readonly [command: string, purpose: string])[];
  /** Commands that need files or engines of the reader's, whose names stand for others. @default none */
  readonly ownFiles?: readonly string[];
  /** Paragraphs, broken into lines. @default none */
  readonly notes?: readonly string[];
  /** Environment variables besides that of colours, each with what it does. @default none */
  readonly environment?: readonly (readonly [variable: string, purpose: string])[];
  /** What 1 and 2 mean here. */
  readonly exitCodes: { readonly failed: string; readonly mistaken: string };
}

const WIDTH = 80;
const INDENT = 2;
const COLOURS = ["NO_COLOR=1", "no colours"] as const;

/** The text below the options: examples, notes, environment, exit codes. No line is wider than 80 columns. */
export function helpEnd({ emptyFolder, ownFiles = [], notes = [], environment = [], exitCodes }: HelpEnd): string {
  const codes = [
    ["0", "done"],
    ["1", exitCodes.failed],
    ["2", exitCodes.mistaken],
    ["130", "interrupted by Ctrl-C"],
  ] as const;
  return [
    section(
      "In an empty folder:",
      listed(emptyFolder.map(([command, purpose]) => [`npx lockstep ${command}`, purpose])),
    ),
    ...(ownFiles.length === 0
      ? []
      : [
          section(
            "With files of your own:",
            ownFiles.map((command) => `npx lockstep ${command}`),
          ),
        ]),
    ...notes,
    section("Environment:", listed([...environment, COLOURS])),
    section("Exit codes:", listed(codes)),
  ]
    .map((part) => `\n${part}`)
    .join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `${" ".repeat(INDENT)}${line}`)].join("\n");
}

function listed(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, words]) =>
    wrapText(words, WIDTH - INDENT - width).map((line, index) => `${(index === 0 ? name : "").padEnd(width)}${line}`),
  );
}
