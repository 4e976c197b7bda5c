import { formatShare } from "lockstep/number-format";
import { RowPicture } from "../../../data/row-picture.tsx";
import type { Mistake } from "../../../training/training-worker-api.ts";
import { className } from "./class-name.ts";

/** Misclassified images, each with what it is and what it was taken for. */
export function MistakePictures({
  mistakes,
  classNames,
  imageShape,
}: {
  readonly mistakes: readonly Mistake[];
  readonly classNames: readonly string[] | null;
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
            text={`${className(classNames, label)}, taken for ${className(classNames, predicted)}`}
          />
          <span aria-hidden="true">
            {className(classNames, label)} → <strong>{className(classNames, predicted)}</strong>
          </span>
          <small>{formatShare(confidence, 0)} sure</small>
        </li>
      ))}
    </ul>
  );
}
