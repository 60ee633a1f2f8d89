import type { KubernetesObject } from '../../types';
import { isAsWanted, podOfJob, resultOf, waitsFor } from './probeResult';

const pod = (
  status: object,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject => ({
  metadata: { name: 'academy-probe-1-abcde', ...metadata },
  status,
});
const state = (each: object) => pod({ containerStatuses: [{ state: each }] });
const said = (message?: string) => state({ terminated: { message } });
const OWNER = { ownerReferences: [{ uid: 'job-1' }] };
const PROTECTED = { labels: { 'kubernetes-academy.io/protected': 'true' } };

describe('the result of a probe', () => {
  it('is what the container said last, with the nonce', () => {
    expect(resultOf(said('n0 through HTTP status 200'), 'n0')).toEqual({
      outcome: 'through',
      words: 'HTTP status 200',
    });
    expect(resultOf(said('n0 nothing DNS: lookup a:\nb'), 'n0')).toEqual({
      outcome: 'nothing',
      words: 'DNS: lookup a:\nb',
    });
  });

  it.each([
    [undefined],
    [''],
    ['through HTTP status 200'],
    ['n1 through HTTP status 200'],
    ['n0 passed HTTP status 200'],
  ])('is none when it says %p', message => {
    expect(resultOf(said(message), 'n0')).toBe('none');
  });

  it('is not there before the container has ended', () => {
    expect(resultOf(pod({}), 'n0')).toBeUndefined();
    expect(resultOf(state({ running: {} }), 'n0')).toBeUndefined();
  });

  it('comes from the Pod of the Job, which nobody else can make', () => {
    const own = pod({}, { ...OWNER, ...PROTECTED });
    const forged = pod({}, OWNER);
    const other = pod({}, PROTECTED);
    expect(podOfJob([forged, other, own], 'job-1')).toBe(own);
    expect(podOfJob([forged, other], 'job-1')).toBeUndefined();
  });

  it('fails as wanted only when nothing answered', () => {
    const outcomes = ['through', 'other', 'nothing'] as const;
    const wanted = outcomes.map(outcome => [
      isAsWanted({ outcome, words: '' }, 'success'),
      isAsWanted({ outcome, words: '' }, 'failure'),
    ]);
    expect(wanted).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('says what a Pod that does not end waits for', () => {
    const unscheduled = pod({
      conditions: [
        { type: 'PodScheduled', status: 'False', message: 'no node fits' },
      ],
    });
    expect(waitsFor(undefined)).toBe('no Pod was made');
    expect(waitsFor(unscheduled)).toBe('no node fits');
    expect(waitsFor(state({ waiting: { reason: 'ErrImagePull' } }))).toBe(
      'ErrImagePull',
    );
    expect(waitsFor(state({ running: {} }))).toBe('it is running');
  });
});
