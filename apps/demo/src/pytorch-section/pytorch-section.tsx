/** Placeholder of the section, replaced by its author. */
export function PytorchSection() {
  return <p>PytorchSection</p>;
}
