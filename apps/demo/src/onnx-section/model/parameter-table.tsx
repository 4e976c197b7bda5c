import { formatCount } from "lockstep/number-format";
import { TableScroll } from "../../ui/table-scroll.tsx";
import type { ModelView } from "./model-view.ts";

/** Every parameter of a model, and whether it is trained. */
export function ParameterTable({
  model,
  chosen,
  onTick,
}: {
  readonly model: ModelView;
  readonly chosen: ReadonlySet<string>;
  /** Null if boxes are not what chooses. */
  readonly onTick: ((name: string, ticked: boolean) => void) | null;
}) {
  return (
    <div class="onnx-parameters">
      <TableScroll label="Parameters">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col" class="text">
                Trained
              </th>
              <th scope="col">Shape</th>
              <th scope="col">Numbers</th>
            </tr>
          </thead>
          <tbody>
            {model.parameters.map(({ name, shape, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="text">
                  {onTick === null ? (
                    <span class={chosen.has(name) ? "good" : "soft"}>{chosen.has(name) ? "yes" : "no"}</span>
                  ) : (
                    <input
                      type="checkbox"
                      class="onnx-tick"
                      aria-label={`Train ${name}`}
                      checked={chosen.has(name)}
                      onChange={(event) => onTick(name, event.currentTarget.checked)}
                    />
                  )}
                </td>
                <td>{shape.join(" × ")}</td>
                <td>{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}
