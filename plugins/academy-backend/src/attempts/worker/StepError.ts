import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabErrorShape } from '@kubernetes-academy/backstage-plugin-academy-node';

/** Why a step of an attempt cannot be done, in words for the learner. */
export class StepError extends Error implements LabErrorShape {
  override readonly name = 'StepError';
  readonly code: LabErrorShape['code'];
  readonly text: LocalizedText;

  constructor(code: LabErrorShape['code'], text: LocalizedText) {
    super(text.en);
    this.code = code;
    this.text = text;
  }
}
