/** What is still to be done. */
const actions = new Set<() => void>();

function actAll(): void {
  for (const action of actions) {
    try {
      action();
    } catch {
      // The others are to be done all the same, and nobody is left to be told.
    }
  }
}

/**
 * Does something, without waiting for anything, when this process ends by itself or by `process.exit`. One listener for
 * all, since Node warns of many.
 *
 * @returns what forgets it again. May be called again.
 */
export function onExit(action: () => void): () => void {
  if (actions.size === 0) process.on("exit", actAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off("exit", actAll);
  };
}
