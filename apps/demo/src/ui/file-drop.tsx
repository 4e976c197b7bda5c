import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useDropTarget } from "./use-drop-target.ts";

/** A place to drop files, or a folder; also a button that opens the file dialog. */
export function FileDrop({
  label,
  accept,
  folder = false,
  multiple = false,
  onFiles,
  children,
}: {
  readonly label: string;
  /** As in `<input accept>`. */
  readonly accept?: string;
  /** Whether the dialog chooses a folder. */
  readonly folder?: boolean;
  readonly multiple?: boolean;
  /** In a folder, each file's `webkitRelativePath` is its path. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly children?: ComponentChildren;
}) {
  const id = useId();
  const target = useDropTarget(({ files }) => {
    // What is dropped may be text.
    if (files.length > 0) onFiles([...files]);
  });
  return (
    <div {...target}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple || folder}
        {...(folder ? { webkitdirectory: true } : {})}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again after it was changed.
          event.currentTarget.value = "";
        }}
      />
      {children}
    </div>
  );
}
