import { functionModule } from "./function-module.ts";
import { KERNELS, MASK_KERNELS } from "./kernel-list.ts";
import { kernelModule } from "./kernel-module.ts";
import { MASK_ROUTINES, ROUTINES } from "./routines.ts";
import { assemble } from "./assemble.ts";
import { FIRST_FREE_ADDRESS, teamWord } from "./team.ts";

/** A source file that is generated from the kernels. */
export interface ModuleFile {
  readonly file: URL;
  readonly text: string;
}

/** The files that hold modules. */
export async function moduleFiles(): Promise<readonly ModuleFile[]> {
  const strict = await assemble(kernelModule(KERNELS, { shared: false, routines: ROUTINES }));
  return [
    {
      file: new URL("../src/reference/simd/kernel-modules.ts", import.meta.url),
      text: [GENERATED, numbers(), parameters(), addresses(), constant("KERNEL_MODULE", strict)].join("\n"),
    },
    {
      file: new URL("../src/masks/mask-module.ts", import.meta.url),
      text: [GENERATED, constant("MASK_MODULE", await assemble(functionModule(MASK_KERNELS, MASK_ROUTINES)))].join(
        "\n",
      ),
    },
  ];
}

const GENERATED = "// Written by `pnpm kernels` from packages/core/wasm.\n";

function numbers(): string {
  const lines = KERNELS.map(({ name }, number) => `  ${name}: ${number},`);
  return `/** Kernels by the number that \`run\` knows them by. */\nexport const KERNEL_NUMBERS = {\n${lines.join("\n")}\n} as const;\n`;
}

function parameters(): string {
  const lines = KERNELS.map((kernel) => {
    const types = Object.values(kernel.parameters).map((type) => `"${type}"`);
    return `  ${kernel.name}: [${types.join(", ")}],`;
  });
  return `/** The types of their parameters. */\nexport const KERNEL_PARAMETERS = {\n${lines.join("\n")}\n} as const;\n`;
}

function addresses(): string {
  const words = (["inside", "arrived", "crashed"] as const).map((name) => `  ${name}: ${teamWord(name)},`);
  return [
    "/** Words that threads and their caller agree by: those that are inside of the work, have come, and have failed. */",
    `export const TEAM_ADDRESSES = {\n${words.join("\n")}\n} as const;\n`,
    "/** Where memory is free. */",
    `export const FIRST_FREE_ADDRESS = ${FIRST_FREE_ADDRESS};\n`,
  ].join("\n");
}

const LINE = 115;

function constant(name: string, bytes: Uint8Array): string {
  const letters = Buffer.from(bytes).toString("base64");
  const lines = letters.match(new RegExp(`.{1,${LINE}}`, "gu")) ?? [];
  return `export const ${name}: string = [\n${lines.map((line) => `  "${line}",`).join("\n")}\n].join("");\n`;
}
