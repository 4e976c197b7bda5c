/**
 * Resolves once this worker holds a Web Lock, which it never lets go of: the browser does, however the worker ends. Where
 * there are no locks (a page that is not secure), at once.
 */
export function holdLock(name: string): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (locks === undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const held = locks.request(name, () => {
      resolve();
      return new Promise<never>(() => {});
    });
    held.catch(reject);
  });
}
