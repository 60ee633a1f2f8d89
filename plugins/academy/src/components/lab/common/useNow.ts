import { useState } from 'react';
import useInterval from 'react-use/lib/useInterval';

const TICK_MS = 1000;

/** The browser's time in milliseconds, renewed every second while `running`. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), running ? TICK_MS : null);
  return now;
}
