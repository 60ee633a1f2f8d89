import { normaliseAnswer } from './normaliseAnswer';

describe('normaliseAnswer', () => {
  it.each([
    ['spaces around and between', '  kube \t\n system ', 'kube system'],
    ['upper case', 'CrashLoopBackOff', 'crashloopbackoff'],
    ['full-width letters and digits of an IME', 'ＰＯＤ－１', 'pod-1'],
    [
      'ideographic and no-break spaces',
      '네임\u3000스페이스\u00a0',
      '네임 스페이스',
    ],
    ['decomposed Hangul, as macOS types it', '파드'.normalize('NFD'), '파드'],
    ['ligatures', 'conﬁg', 'config'],
    ['invisible characters', '\u200bweb\ufeff', 'web'],
    ['nothing at all', ' \u200b ', ''],
  ])('folds %s', (_what, typed, wanted) => {
    expect(normaliseAnswer(typed)).toBe(wanted);
  });

  it('keeps case where it matters', () => {
    expect(normaliseAnswer(' ReadWriteOnce ', { caseSensitive: true })).toBe(
      'ReadWriteOnce',
    );
  });

  it('keeps what tells answers apart', () => {
    expect(normaliseAnswer('web-1')).not.toBe(normaliseAnswer('web 1'));
    expect(normaliseAnswer('10.0.0.1')).not.toBe(normaliseAnswer('10001'));
  });
});
