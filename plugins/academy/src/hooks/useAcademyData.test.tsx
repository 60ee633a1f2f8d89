import { act, renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { academyApiRef } from '../api';
import {
  type Answers,
  createFakeBackend,
  ErrorAnswer,
} from '../__testUtils__/fakeBackend';
import { useAcademyData } from './useAcademyData';

const A = 'GET /attempts/a';
const B = 'GET /attempts/b';

function show(answers: Answers) {
  const { client } = createFakeBackend(answers);
  const wrapper = ({ children }: PropsWithChildren) => (
    <TestApiProvider apis={[[academyApiRef, client]]}>
      {children}
    </TestApiProvider>
  );
  return renderHook(
    ({ id }) => useAcademyData(api => api.getAttempt(id), [id]),
    { wrapper, initialProps: { id: 'a' } },
  );
}

describe('useAcademyData', () => {
  it('reads at first and again on demand, keeping what it has meanwhile', async () => {
    let state = 'ready';
    const { result } = show({ [A]: () => ({ state }) });
    expect(result.current.loading).toBe(true);
    expect(result.current.value).toBeUndefined();
    await waitFor(() =>
      expect(result.current).toMatchObject({
        loading: false,
        value: { state: 'ready' },
      }),
    );

    state = 'passed';
    act(() => {
      result.current.refresh();
    });
    expect(result.current).toMatchObject({
      loading: true,
      value: { state: 'ready' },
    });
    await waitFor(() =>
      expect(result.current.value).toEqual({ state: 'passed' }),
    );
  });

  it('keeps the last value when a refresh fails', async () => {
    const answers: Answers = { [A]: { state: 'ready' } };
    const { result } = show(answers);
    await waitFor(() => expect(result.current.value).toBeDefined());
    answers[A] = new ErrorAnswer(500, 'gone');
    await act(() => result.current.refresh());
    expect(result.current.value).toEqual({ state: 'ready' });
    expect(result.current.error).toMatchObject({ statusCode: 500 });
  });

  it('drops an answer that arrives after another question was asked', async () => {
    let answerA: (value: unknown) => void = () => {};
    const { result, rerender } = show({
      [A]: () =>
        new Promise(resolve => {
          answerA = resolve;
        }),
      [B]: { state: 'passed' },
    });
    rerender({ id: 'b' });
    await waitFor(() =>
      expect(result.current.value).toEqual({ state: 'passed' }),
    );
    await act(async () => answerA({ state: 'ready' }));
    expect(result.current.value).toEqual({ state: 'passed' });
  });
});
