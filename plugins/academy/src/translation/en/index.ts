import { admin } from './admin';
import { capability } from './capability';
import { common } from './common';
import { courses } from './courses';
import { entity } from './entity';
import { lab } from './lab';
import { reader } from './reader';
import { readiness } from './readiness';
import { record } from './record';

/** Every text of the plugin in English; keys are `<area>.<place>.<what>`. */
export const en = {
  ...admin,
  ...capability,
  ...common,
  ...courses,
  ...entity,
  ...lab,
  ...reader,
  ...readiness,
  ...record,
} as const;
