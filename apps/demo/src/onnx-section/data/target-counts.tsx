import { formatCount } from "lockstep/number-format";
import { TableScroll } from "../../ui/table-scroll.tsx";
import type { CheckedTraining } from "../worker/onnx-worker-api.ts";

/** How many rows each class has, or between what the values lie. */
export function TargetCounts({ checked }: { readonly checked: CheckedTraining }) {
  const { classes, values, rows } = checked;
  const figure = (value: number): string => String(Number(value.toPrecision(4)));
  if (classes === null) {
    if (values === null) return null;
    return (
      <p class="small">
        {formatCount(rows.training)} rows to train on, {formatCount(rows.validation)} for validation; targets from{" "}
        {figure(values.least)} to {figure(values.largest)}, mean {figure(values.mean)}.
      </p>
    );
  }
  const most = Math.max(...classes.map(({ training, validation }) => training + validation));
  return (
    <TableScroll label="Rows of each class">
      <table class="figures onnx-counts">
        <caption>Rows of each class, in the order of the model's outputs</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Training</th>
            <th scope="col">Validation</th>
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, training, validation }, index) => (
            <tr key={index}>
              <th scope="row">{name === String(index) ? name : `${index} = ${name}`}</th>
              <td>{formatCount(training)}</td>
              <td>{formatCount(validation)}</td>
              <td class="onnx-bar" aria-hidden="true">
                <span style={{ inlineSize: `${(100 * (training + validation)) / most}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
