/**
 * Runs a function over all items, `lanes` at a time; each lane takes the next item as soon as it is free. Results come
 * in the order of the items. The first failure fails the whole, and no lane takes another item after it.
 */
export async function runInLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  run: (item: Item, lane: number) => Promise<Result>,
): Promise<Result[]> {
  const results = Array.from<Result>({ length: items.length });
  let next = 0;
  let failed = false;
  const work = async (lane: number): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await run(items[index]!, lane);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, (_, lane) => work(lane)));
  return results;
}
