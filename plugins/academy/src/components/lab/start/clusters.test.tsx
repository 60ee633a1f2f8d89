import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Language,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { attempt, lab, readyCluster } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const simulated: TrainingClusterStatus = {
  ...readyCluster,
  name: 'simulated',
  title: 'Quick cluster',
  capabilities: ['simulated-nodes', 'kubernetes-1.36'],
  kubernetesVersion: 'v1.36.3',
  activeSandboxes: 30,
};

const real: TrainingClusterStatus = {
  ...readyCluster,
  name: 'real',
  title: 'Real cluster',
  capabilities: ['real-nodes', 'simulated-nodes', 'kubernetes-1.34'],
  kubernetesVersion: 'v1.34.1',
  activeSandboxes: 3,
};

describe('several training clusters', () => {
  afterEach(() => jest.useRealTimers());

  function show(
    clusters: TrainingClusterStatus[] | (() => Promise<never>),
    options: { needs?: string[]; language?: Language } = {},
  ) {
    const { needs = [], language } = options;
    const startAttempt = jest.fn(async () => ({ ...attempt, cluster: 'real' }));
    const listClusters = jest.fn(
      typeof clusters === 'function' ? clusters : async () => clusters,
    );
    const api = { startAttempt, listClusters };
    renderLab({ ...lab, needs }, new FakeAcademy({ api }), language);
    return api;
  }

  /** The announced region, once it has this sentence. */
  const announced = async (sentence: string) =>
    (await screen.findByText(sentence)).closest('[role="status"]');

  const startButton = () => screen.getByRole('button', { name: 'Start lab' });
  const choice = () =>
    screen.findByRole('group', { name: 'Where should it run?' });

  it('are told apart, and the one with the most room is chosen', async () => {
    const { startAttempt } = show([simulated, real]);
    const radios = within(await choice()).getAllByRole('radio');
    expect(radios.map(radio => radio.closest('label')?.textContent)).toEqual([
      'Real cluster (Kubernetes v1.34.1 · real nodes · simulated nodes · 37 of 40 places are free)',
      'Quick cluster (Kubernetes v1.36.3 · simulated nodes · 10 of 40 places are free)',
    ]);
    expect(radios[0]).toBeChecked();
    await userEvent.click(startButton());
    expect(startAttempt).toHaveBeenCalledWith({
      unitId: lab.id,
      cluster: 'real',
    });
  });

  it('can be chosen from with the keyboard', async () => {
    const { startAttempt } = show([simulated, real]);
    const [best, other] = within(await choice()).getAllByRole('radio');
    best.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(other).toBeChecked();
    await userEvent.tab();
    expect(startButton()).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(startAttempt).toHaveBeenCalledWith({
      unitId: lab.id,
      cluster: 'simulated',
    });
  });

  it('say when one is full, and when its places are not known', async () => {
    show([
      { ...simulated, activeSandboxes: undefined },
      { ...real, activeSandboxes: 40 },
    ]);
    const labels = within(await choice())
      .getAllByRole('radio')
      .map(radio => radio.closest('label')?.textContent);
    expect(labels[0]).toBe(
      'Quick cluster (Kubernetes v1.36.3 · simulated nodes)',
    );
    expect(labels[1]).toContain(
      'all 40 places are taken, so your start waits its turn',
    );
  });

  it('leave nothing to choose where only one can host the unit', async () => {
    const { startAttempt } = show([simulated, real], { needs: ['real-nodes'] });
    const status = await announced('Training cluster Real cluster is ready.');
    expect(status).toHaveTextContent(
      'Quick cluster: unavailable because it lacks real nodes (containers do not really run there). Available on Real cluster.',
    );
    expect(screen.queryByRole('radio')).toBeNull();
    await userEvent.click(startButton());
    expect(startAttempt).toHaveBeenCalledWith({ unitId: lab.id });
  });

  it('say so in Korean as well', async () => {
    show([simulated, real], { needs: ['real-nodes'], language: 'ko' });
    const status = await announced(
      'Quick cluster: 사용할 수 없습니다. 없는 기능: 실제 노드(컨테이너가 실제로 실행되지 않음). 사용할 수 있는 클러스터: Real cluster.',
    );
    expect(status).toHaveTextContent(
      '실습 클러스터 Real cluster: 준비되었습니다.',
    );
  });

  it('name what all of them lack, known or not', async () => {
    show([simulated, real], {
      needs: ['istio', 'kubernetes-1.35', 'of-their-own'],
    });
    const status = await announced(
      'Quick cluster: unavailable because it lacks Istio, of-their-own.',
    );
    expect(status).toHaveTextContent(
      'Real cluster: unavailable because it lacks Istio, Kubernetes 1.35 or newer, of-their-own.',
    );
    expect(startButton()).toBeDisabled();
  });

  it('may appear one after the other, without undoing the choice', async () => {
    jest.useFakeTimers();
    const clusters: TrainingClusterStatus[] = [
      simulated,
      { ...readyCluster, name: 'third', title: 'Third cluster' },
      { ...real, state: 'starting' },
    ];
    const { listClusters } = show(clusters);
    const quick = { name: /Quick cluster/ };
    await choice();
    expect(
      screen.getByText('Training cluster Real cluster is starting.'),
    ).toBeVisible();
    act(() => screen.getByRole('radio', quick).click());

    clusters[2] = real;
    await act(async () => jest.advanceTimersByTimeAsync(3000));
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(screen.getByRole('radio', quick)).toBeChecked();

    const asked = listClusters.mock.calls.length;
    await act(async () => jest.advanceTimersByTimeAsync(60_000));
    expect(listClusters).toHaveBeenCalledTimes(asked);
  });

  it('are not asked for again by those who may not see them', async () => {
    jest.useFakeTimers();
    const { listClusters } = show(async () => {
      throw await refusal(403, 'no');
    });
    expect(
      await screen.findByText(/may not see the training clusters/),
    ).toBeVisible();
    await act(async () => jest.advanceTimersByTimeAsync(60_000));
    expect(listClusters).toHaveBeenCalledTimes(1);
    expect(startButton()).toBeDisabled();
  });

  it('say which permission is missing to start', async () => {
    const { startAttempt } = show([simulated, real]);
    startAttempt.mockRejectedValue(await refusal(403, 'no'));
    await choice();
    await userEvent.click(startButton());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'academy.attempt.create',
    );
  });

  it('are named beside the namespace of a running attempt', async () => {
    const listClusters = async () => [simulated, real];
    renderLab(
      lab,
      new FakeAcademy({
        attempt: { ...attempt, cluster: 'real' },
        api: { listClusters },
      }),
    );
    expect(
      await screen.findByText(`Namespace ${attempt.namespace} on Real cluster`),
    ).toBeVisible();
  });
});
