/** Takes a Web Lock and keeps it as long as this worker lives; at once where the browser has no such locks. */
export async function holdLock(name: string): Promise<void> {
  // Pages that are not secure do not have the property.
  const { locks } = navigator as Partial<Pick<Navigator, "locks">>;
  if (locks === undefined) return;
  await new Promise<void>((resolve, reject) => {
    locks
      .request(name, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(reject);
  });
}
