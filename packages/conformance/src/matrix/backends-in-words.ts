import type { FeatureMatrix, MatrixColumn } from "./feature-matrix.ts";

/** As in `tfjs-cpu (Chromium, Node), tfjs-wasm (Node)`. */
export function backendsInWords(columns: readonly Pick<MatrixColumn, "subject" | "place">[]): string {
  return [...new Set(columns.map(({ subject }) => subject))]
    .map((subject) => {
      const places = columns.filter((column) => column.subject === subject).map(({ place }) => place);
      return `${subject} (${places.join(", ")})`;
    })
    .join(", ");
}

/** As in `The reference engine and 7 backends in 3 places`. */
export function backendCount({ columns }: FeatureMatrix): string {
  const subjects = new Set(columns.map(({ subject }) => subject));
  const reference = subjects.delete("reference") ? ["the reference engine"] : [];
  const others = subjects.size === 0 ? [] : [counted(subjects.size, "backend")];
  const places = counted(new Set(columns.map(({ place }) => place)).size, "place");
  return `${[...reference, ...others].join(" and ")} in ${places}`.replace(/^./, (first) => first.toUpperCase());
}

function counted(number: number, what: string): string {
  return number === 1 ? `one ${what}` : `${number} ${what}s`;
}
