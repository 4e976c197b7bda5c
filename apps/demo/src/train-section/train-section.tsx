/** Placeholder of the section, replaced by its author. */
export function TrainSection() {
  return <p>TrainSection</p>;
}
