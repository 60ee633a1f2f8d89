import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RevealedHint } from '@kubernetes-academy/backstage-plugin-academy-common';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { attempt, challenge, lab } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';
import { nextHint } from './nextHint';

const where: RevealedHint = {
  taskId: 'deployment',
  step: 0,
  kind: 'where',
  text: { en: 'Look at the ReplicaSet.', ko: '레플리카셋을 보세요.' },
};
const solution: RevealedHint = {
  taskId: 'deployment',
  step: 1,
  kind: 'solution',
  text: { en: 'Set `spec.replicas` to 3.', ko: '`spec.replicas`를 3으로.' },
};

describe('HintPanel', () => {
  it('reveals step by step and asks before the solution', async () => {
    const revealHint = jest
      .fn(async () => solution)
      .mockResolvedValueOnce(where);
    renderLab(lab, new FakeAcademy({ attempt, api: { revealHint } }));

    const hints = await screen.findByRole('region', { name: 'Hints' });
    await userEvent.click(
      within(hints).getByRole('button', { name: 'Show hint 1 of 2' }),
    );
    expect(
      await within(hints).findByRole('heading', {
        name: 'Hint 1: where to look',
      }),
    ).toBeVisible();

    await userEvent.click(
      within(hints).getByRole('button', { name: 'Show the solution' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Show the solution?' });
    expect(dialog).toHaveAccessibleDescription(/recorded as assisted/);
    expect(revealHint).toHaveBeenCalledTimes(1);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Show it' }),
    );

    expect(await screen.findByText('Assisted')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(hints).toHaveTextContent('Look at the ReplicaSet.');
    expect(hints).toHaveTextContent('Set spec.replicas to 3.');
    expect(hints).toHaveTextContent('All hints are revealed.');
    expect(revealHint).toHaveBeenCalledWith('a1', 'deployment');
  });

  it('shows the solution without a question after the pass', async () => {
    const academy = new FakeAcademy({
      attempt: { ...attempt, state: 'passed', hints: [where] },
      api: { revealHint: async () => solution },
    });
    renderLab(lab, academy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show the solution' }),
    );
    expect(await screen.findByText('All hints are revealed.')).toBeVisible();
    expect(screen.queryByText('Assisted')).toBeNull();
  });

  it('shows hints revealed before, and none where a task has none', async () => {
    renderLab(
      lab,
      new FakeAcademy({ attempt: { ...attempt, hints: [where] } }),
    );
    const panels = await screen.findAllByRole('region', { name: 'Hints' });
    expect(panels).toHaveLength(1);
    expect(panels[0]).toHaveTextContent('Look at the ReplicaSet.');
  });

  it('says what a hint of a scenario costs before it is revealed', async () => {
    const costs = [5, 1, 20, 100];
    const kinds = ['question', 'where', 'field', 'solution'] as const;
    const hints = kinds.map((kind, step) => ({
      ...where,
      taskId: 'lost-endpoints',
      kind,
      step,
    }));
    const priced = {
      ...challenge,
      scenarios: challenge.scenarios.map(scenario => ({
        ...scenario,
        hintKinds: [...kinds],
        hintCosts: costs,
      })),
    };
    const academy = new FakeAcademy({
      attempt: {
        ...attempt,
        unitId: challenge.id,
        scenario: 'lost-endpoints',
      },
    });
    renderLab(priced, academy);
    expect(await screen.findByText(/It costs 5 points of 100/)).toBeVisible();
    await academy.emit({ type: 'hint', hint: hints[0] });
    expect(screen.getByText(/It costs 1 point of 100/)).toBeVisible();
    await academy.emit({ type: 'hint', hint: hints[1] });
    await academy.emit({ type: 'hint', hint: hints[2] });
    expect(screen.getByText(/It leaves no score/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the solution' }),
    );
    expect(
      screen.getByRole('dialog', { name: 'Show the solution?' }),
    ).toHaveAccessibleDescription(/has no score/);
  });

  it('says why a hint was not revealed', async () => {
    const revealHint = async () => {
      throw await refusal(409, 'no hint is left');
    };
    renderLab(lab, new FakeAcademy({ attempt, api: { revealHint } }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show hint 1 of 2' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'no hint is left',
    );
  });
});

describe('nextHint', () => {
  const task = { ...lab.tasks[0], hintKinds: undefined };

  it('takes the last step for the solution when kinds are not told', () => {
    expect(nextHint(task, [])).toEqual({ step: 0, isSolution: false });
    expect(nextHint(task, [where])).toEqual({ step: 1, isSolution: true });
    expect(nextHint(task, [where, solution])).toBeUndefined();
  });

  it('believes the kinds', () => {
    const kinds: RevealedHint['kind'][] = ['solution', 'field'];
    expect(nextHint({ ...task, hintKinds: kinds }, [])?.isSolution).toBe(true);
    expect(nextHint({ ...task, hintKinds: kinds }, [where])?.isSolution).toBe(
      false,
    );
  });
});
