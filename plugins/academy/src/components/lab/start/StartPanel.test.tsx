import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import {
  attempt,
  challenge,
  lab,
  readyCluster,
} from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const startingCluster: TrainingClusterStatus = {
  ...readyCluster,
  state: 'starting',
  message: { en: 'etcd is up, 2 of 5', ko: 'etcd 준비됨, 5개 중 2개' },
};

describe('StartPanel', () => {
  afterEach(() => jest.useRealTimers());

  it('says what happens and where, and starts a lab', async () => {
    const startAttempt = jest.fn(async () => attempt);
    renderLab(lab, new FakeAcademy({ api: { startAttempt } }));

    const start = await screen.findByRole('button', { name: 'Start lab' });
    expect(screen.getByText('2 tasks')).toBeVisible();
    await screen.findByText('Training cluster Dev cluster is ready.');
    await userEvent.click(start);

    expect(await screen.findByText('0 of 3 checks passed')).toBeVisible();
    expect(startAttempt).toHaveBeenCalledWith({ unitId: lab.id });
  });

  it('lets the learner choose the scenario of a challenge', async () => {
    const startAttempt = jest.fn(async () => ({
      ...attempt,
      unitId: challenge.id,
      scenario: 'wrong-image-tag',
    }));
    renderLab(challenge, new FakeAcademy({ api: { startAttempt } }));

    const choice = await screen.findByRole('group', {
      name: 'Choose a scenario',
    });
    expect(
      within(choice).getByRole('radio', { name: 'Nobody answers' }),
    ).toBeChecked();
    await screen.findByText('Training cluster Dev cluster is ready.');
    await userEvent.click(
      within(choice).getByRole('radio', {
        name: 'The rollout hangs (solved)',
      }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Start challenge' }),
    );

    expect(
      await screen.findByRole('region', {
        name: 'Briefing: The rollout hangs',
      }),
    ).toBeVisible();
    expect(startAttempt).toHaveBeenCalledWith({
      unitId: challenge.id,
      scenario: 'wrong-image-tag',
    });
  });

  it('becomes available by itself when the cluster has started', async () => {
    jest.useFakeTimers();
    let cluster = startingCluster;
    const listClusters = jest.fn(async () => [cluster]);
    renderLab(lab, new FakeAcademy({ api: { listClusters } }));

    expect(await screen.findByText(/Dev cluster is starting/)).toBeVisible();
    expect(screen.getByText('etcd is up, 2 of 5')).toBeVisible();
    const start = screen.getByRole('button', { name: 'Start lab' });
    expect(start).toBeDisabled();

    cluster = readyCluster;
    await act(async () => jest.advanceTimersByTimeAsync(3000));
    expect(start).toBeEnabled();
    expect(screen.getByText(/Dev cluster is ready/)).toBeVisible();

    const asked = listClusters.mock.calls.length;
    await act(async () => jest.advanceTimersByTimeAsync(60_000));
    expect(listClusters).toHaveBeenCalledTimes(asked);
  });

  it('says why a cluster cannot be used', async () => {
    const listClusters = async (): Promise<TrainingClusterStatus[]> => [
      {
        ...readyCluster,
        state: 'unavailable',
        message: {
          en: 'The fence does not refuse. Apply the admission policies.',
          ko: '정책이 거부하지 않습니다.',
        },
      },
      { ...readyCluster, name: 'small', title: 'Small cluster' },
    ];
    renderLab(
      { ...lab, needs: ['real-nodes'] },
      new FakeAcademy({ api: { listClusters } }),
    );

    expect(
      await screen.findByText(/Dev cluster is not available/),
    ).toBeVisible();
    expect(screen.getByText(/Apply the admission policies/)).toBeVisible();
    expect(
      screen.getByText(
        'Small cluster: unavailable because it lacks real nodes (containers do not really run there).',
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Start lab' })).toBeDisabled();
  });

  it('explains that lessons work where no cluster is set up', async () => {
    renderLab(lab, new FakeAcademy({ api: { listClusters: async () => [] } }));
    expect(
      await screen.findByText(/No training cluster is set up/),
    ).toBeVisible();
    expect(screen.getByText(/Lessons and quizzes work/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Start lab' })).toBeDisabled();
  });

  it('asks again when the clusters could not be read', async () => {
    jest.useFakeTimers();
    const listClusters = jest
      .fn(async () => [readyCluster])
      .mockRejectedValueOnce(await refusal(502, 'the backend is starting'));
    renderLab(lab, new FakeAcademy({ api: { listClusters } }));

    expect(await screen.findByText(/the backend is starting/)).toBeVisible();
    await act(async () => jest.advanceTimersByTimeAsync(3000));
    expect(screen.getByRole('button', { name: 'Start lab' })).toBeEnabled();
  });

  it('leads to the attempt that is already running', async () => {
    const academy = new FakeAcademy({
      api: {
        startAttempt: async () => {
          throw await refusal(409, 'attempt a9 is active');
        },
        listAttempts: async filter =>
          filter?.unitId
            ? []
            : [{ ...attempt, id: 'a9', unitId: challenge.id }],
        getUnit: async () => challenge,
      },
    });
    renderLab(lab, academy);
    await screen.findByText(/Dev cluster is ready/);
    await userEvent.click(screen.getByRole('button', { name: 'Start lab' }));

    expect(
      await screen.findByRole('link', { name: 'Open “Broken release”' }),
    ).toHaveAttribute(
      'href',
      '/academy/courses/foundations/first-steps/broken-release',
    );
  });

  it('continues an attempt of this unit that another window started', async () => {
    const academy = new FakeAcademy({
      api: {
        startAttempt: async () => {
          academy.attempt = attempt;
          throw await refusal(409, 'attempt a1 is active');
        },
      },
    });
    renderLab(lab, academy);
    await screen.findByText(/Dev cluster is ready/);
    await userEvent.click(screen.getByRole('button', { name: 'Start lab' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Continue it here' }),
    );
    expect(await screen.findByText('0 of 3 checks passed')).toBeVisible();
  });

  it('says why the backend refused to start', async () => {
    const academy = new FakeAcademy({
      api: {
        startAttempt: async () => {
          throw await refusal(503, 'all 40 sandboxes are in use');
        },
      },
    });
    renderLab(lab, academy);
    await screen.findByText(/Dev cluster is ready/);
    await userEvent.click(screen.getByRole('button', { name: 'Start lab' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The attempt could not be started: all 40 sandboxes are in use',
    );
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Start lab' })).toBeEnabled(),
    );
  });
});
