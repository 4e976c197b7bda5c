import { CopyButton } from "./copy-button.tsx";

/** Code with a button that copies it. */
export function CodeBlock({
  code,
  label,
}: {
  readonly code: string;
  /** What it is, for those who do not see it: "PyTorch code". */
  readonly label: string;
}) {
  return (
    <div class="code-block">
      <pre tabIndex={0} role="group" aria-label={label}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} what={label} />
    </div>
  );
}
