import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy, refusal } from './__testUtils__/FakeAcademy';
import { attempt, lab, notYet, passed } from './__testUtils__/fixtures';
import { renderLab } from './__testUtils__/renderLab';

describe('LabPage', () => {
  it('runs in Korean from the start to the pass', async () => {
    const requested = {
      ...attempt,
      state: 'requested' as const,
      expiresAt: undefined,
      readyAt: undefined,
    };
    const academy = new FakeAcademy({
      api: {
        startAttempt: async () => {
          academy.attempt = requested;
          return requested;
        },
      },
    });
    renderLab(lab, academy, 'ko');

    await screen.findByText('실습 클러스터 Dev cluster: 준비되었습니다.');
    expect(screen.getByText('과제 2개')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '실습 시작' }));
    expect(
      await screen.findByText('샌드박스를 준비하고 있습니다'),
    ).toBeVisible();

    await academy.emit({ type: 'state', state: 'ready' }, attempt);
    const task = await screen.findByRole('region', {
      name: '과제 1/2: 디플로이먼트 만들기',
    });
    await academy.emit({ type: 'verdict', verdict: notYet('web-available') });
    expect(task).toHaveTextContent('레플리카가 부족합니다.');
    expect(task).toHaveTextContent('현재 값');
    expect(
      within(task).getByRole('button', { name: '힌트 보기 (1/2)' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('textbox', { name: '적용할 YAML' }),
    ).toBeVisible();

    const verdicts = lab.tasks
      .flatMap(({ checks }) => checks)
      .map(({ id }) => passed(id));
    for (const verdict of verdicts) {
      await academy.emit({ type: 'verdict', verdict }, { verdicts });
    }
    await academy.emit({ type: 'state', state: 'passed' });
    expect(await screen.findByText('실습을 통과했습니다')).toBeVisible();
    expect(screen.getByText('확인 항목 3개 중 3개 통과')).toBeVisible();
  });

  it('says why the attempt could not be looked up, and tries again', async () => {
    const listAttempts = jest
      .fn(async () => [attempt])
      .mockRejectedValueOnce(await refusal(500, 'the database is away'));
    renderLab(lab, new FakeAcademy({ attempt, api: { listAttempts } }));

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('0 of 3 checks passed')).toBeVisible();
    expect(listAttempts).toHaveBeenCalledWith({
      unitId: lab.id,
      active: true,
    });
  });

  it('tells when the progress of the unit has changed', async () => {
    const academy = new FakeAcademy({
      api: { startAttempt: async () => attempt },
    });
    const onProgress = jest.fn();
    renderLab(lab, academy, 'en', { onProgress });
    await screen.findByText(/Dev cluster is ready/);
    expect(onProgress).not.toHaveBeenCalled();

    academy.attempt = attempt;
    await userEvent.click(screen.getByRole('button', { name: 'Start lab' }));
    await screen.findByText('0 of 3 checks passed');
    expect(onProgress).toHaveBeenCalledTimes(1);
    await academy.emit({ type: 'state', state: 'passed' });
    expect(onProgress).toHaveBeenCalledTimes(2);
  });

  it('names every control for screen readers', async () => {
    renderLab(lab, new FakeAcademy({ attempt }));
    await screen.findByRole('textbox', { name: 'YAML to apply' });
    const controls = [
      ...screen.getAllByRole('button'),
      ...screen.getAllByRole('region'),
      ...screen.getAllByRole('progressbar'),
      ...screen.getAllByRole('timer'),
    ];
    expect(controls.length).toBeGreaterThan(10);
    controls.forEach(control => expect(control).toHaveAccessibleName());
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
