/** Placeholder of the section, replaced by its author. */
export function OnnxSection() {
  return <p>OnnxSection</p>;
}
