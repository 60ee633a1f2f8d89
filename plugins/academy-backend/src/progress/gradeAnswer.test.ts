import { InputError } from '@backstage/errors';
import type { Question } from '@kubernetes-academy/backstage-plugin-academy-common';
import { gradeAnswer, stillFits } from './gradeAnswer';

const text = (en: string) => ({ en, ko: en });
const option = (id: string, correct?: boolean) => ({
  id,
  text: text(id),
  correct,
  explanation: text(`why ${id}`),
});
const single: Question = {
  id: 'cpu',
  kind: 'single',
  text: text('?'),
  options: [option('throttled', true), option('killed')],
};
const multiple: Question = {
  ...single,
  kind: 'multiple',
  options: [option('a', true), option('b', true), option('c')],
};

describe('gradeAnswer', () => {
  it.each([
    [single, ['throttled'], true],
    [single, ['killed'], false],
    [multiple, ['b', 'a'], true],
    [multiple, ['a'], false],
    [multiple, ['a', 'b', 'c'], false],
  ])('wants exactly the right options: %#', (question, chosen, correct) => {
    expect(gradeAnswer(question, chosen).correct).toBe(correct);
  });

  it('explains every option', () => {
    expect(gradeAnswer(single, ['killed'])).toEqual({
      questionId: 'cpu',
      chosen: ['killed'],
      correct: false,
      options: [
        { id: 'throttled', correct: true, explanation: text('why throttled') },
        { id: 'killed', correct: false, explanation: text('why killed') },
      ],
    });
  });

  it('refuses options that do not fit the question', () => {
    expect(() => gradeAnswer(single, ['paused'])).toThrow(
      new InputError('The question cpu has no option "paused"'),
    );
    expect(() => gradeAnswer(single, ['throttled', 'killed'])).toThrow(
      'The question cpu wants exactly one option',
    );
  });
});

describe('stillFits', () => {
  it('drops an answer whose options are gone or too many', () => {
    expect(stillFits(single, ['killed'])).toBe(true);
    expect(stillFits(single, ['removed'])).toBe(false);
    expect(stillFits(single, ['throttled', 'killed'])).toBe(false);
    expect(stillFits(multiple, ['a', 'c'])).toBe(true);
  });
});
