import { formatShare } from "lockstep/number-format";
import { RowPicture } from "../../../data/row-picture.tsx";
import type { DataName } from "../../../experiment/experiment-settings.ts";
import type { Mistake } from "../../../training/training-worker-api.ts";
import { className } from "./class-name.ts";

/** Misclassified images, each with what it is and what it was taken for. */
export function MistakePictures({
  mistakes,
  data,
  imageShape,
}: {
  readonly mistakes: readonly Mistake[];
  readonly data: DataName;
  readonly imageShape: readonly [height: number, width: number];
}) {
  return (
    <ul class="mistake-pictures">
      {mistakes.map(({ row, label, predicted, confidence, inputs }) => (
        <li key={row} title={`test row ${row}`}>
          <RowPicture
            inputs={inputs}
            imageShape={imageShape}
            size={56}
            text={`${className(data, label)}, taken for ${className(data, predicted)}`}
          />
          <span aria-hidden="true">
            {className(data, label)} → <strong>{className(data, predicted)}</strong>
          </span>
          <small>{formatShare(confidence, 0)} sure</small>
        </li>
      ))}
    </ul>
  );
}
