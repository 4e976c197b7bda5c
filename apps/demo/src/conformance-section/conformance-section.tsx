/** Placeholder of the section, replaced by its author. */
export function ConformanceSection() {
  return <p>ConformanceSection</p>;
}
