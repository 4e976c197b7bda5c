import { useEffect, useState } from "preact/hooks";

/** Sections that are drawn at once: some hundred cells. */
const STEP = 2;

/** Grows to a number step by step, so that a long table is drawn in pieces and the page answers in between. */
export function useGrowingCount(to: number): number {
  const [count, setCount] = useState(STEP);
  useEffect(() => {
    if (count >= to) return;
    const timer = setTimeout(() => setCount(count + STEP));
    return () => clearTimeout(timer);
  }, [count, to]);
  return Math.min(count, to);
}
