import { useState } from "preact/hooks";

/** What makes an element a place to drop files: its class, which shows when something is over it, and its listeners. */
export function useDropTarget(onDrop: (transfer: DataTransfer) => void) {
  const [over, setOver] = useState(false);
  return {
    class: over ? "file-drop over" : "file-drop",
    onDragOver(event: DragEvent): void {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (): void => setOver(false),
    onDrop(event: DragEvent): void {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer !== null) onDrop(event.dataTransfer);
    },
  };
}
