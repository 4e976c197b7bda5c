import type { ComponentChildren } from "preact";
import { CodeBlock } from "../ui/code-block.tsx";
import type { Twin } from "./twin.ts";

/** PyTorch's script at the left, what comes of it at the right, and under the script Lockstep's lines. */
export function TwinSides({
  twin,
  what,
  functions,
  children,
}: {
  readonly twin: Twin;
  /** What it draws, in the names of the codes: "the dropout mask". */
  readonly what: string;
  /** What of `@lockstep/core` gives the numbers. */
  readonly functions: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="twin-sides">
      <div class="stack tight twin-python">
        <h4>PyTorch</h4>
        <CodeBlock code={twin.python} label={`Python for ${what}`} />
      </div>
      <div class="stack tight twin-result">{children}</div>
      <div class="stack tight twin-lockstep">
        <h4>
          Lockstep: <code>{functions}</code>
        </h4>
        <CodeBlock code={twin.lockstep} label={`TypeScript for ${what}`} />
      </div>
    </div>
  );
}
