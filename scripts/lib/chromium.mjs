import fs from 'node:fs';
import { ensureDebianPackages } from './debian.mjs';
import { StepError } from './run.mjs';

const PLACES = [
  process.env.ACADEMY_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium-like browser; installs Debian's where it can. */
export function ensureChromium() {
  const find = () => PLACES.find(place => place && fs.existsSync(place));
  if (!find()) {
    ensureDebianPackages(
      ['chromium', 'fonts-nanum'],
      'Chromium (or set ACADEMY_CHROMIUM to the path of your browser)',
    );
  }
  const found = find();
  if (!found) {
    throw new StepError(`No browser found; set ACADEMY_CHROMIUM to its path.`);
  }
  return found;
}
