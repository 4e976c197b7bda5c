import { formatFigure, formatShare } from "lockstep/number-format";
import type { Mistake } from "../../../training/training-worker-api.ts";
import { className } from "./class-name.ts";
import { TableScroll } from "../../../ui/table-scroll.tsx";

/** Numbers of a row that are shown. */
const MOST_NUMBERS = 4;

/** Misclassified rows that are no images. */
export function MistakeList({
  mistakes,
  classNames,
}: {
  readonly mistakes: readonly Mistake[];
  readonly classNames: readonly string[] | null;
}) {
  return (
    <TableScroll label="Misclassified test rows">
      <table class="figures">
        <caption>Misclassified test rows, the surest first</caption>
        <thead>
          <tr>
            <th scope="col">test row</th>
            <th scope="col" class="text">
              is
            </th>
            <th scope="col" class="text">
              taken for
            </th>
            <th scope="col">sure</th>
            <th scope="col" class="text">
              inputs
            </th>
          </tr>
        </thead>
        <tbody>
          {mistakes.map(({ row, label, predicted, confidence, inputs }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              <td class="text">{className(classNames, label)}</td>
              <td class="text">{className(classNames, predicted)}</td>
              <td>{formatShare(confidence, 0)}</td>
              <td class="text">{numbersOf(inputs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function numbersOf(inputs: Float32Array): string {
  const first = [...inputs.subarray(0, MOST_NUMBERS)].map(formatFigure).join(", ");
  return inputs.length > MOST_NUMBERS ? `${first}, …` : first;
}
