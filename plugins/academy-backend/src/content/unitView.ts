import type {
  Check,
  CheckView,
  Question,
  QuestionView,
  QuizAnswerResult,
  Task,
  TaskView,
  Scenario,
  Unit,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { PlacedUnit } from './courseOrder';
import { hintCost } from '../attempts/challenge/score';
import type { LearnerState } from '../progress';
import { toUnitSummary } from './summaryView';

/**
 * Maps a unit to what the learner may read of it. Every field is named here
 * one by one, so that nothing of the answers can slip through: which options
 * are right, hints, what checks look for, and solutions stay in the backend.
 */
export function toUnitView(
  placed: PlacedUnit,
  learner: LearnerState,
): UnitView {
  const { course, module, unit, previous, next } = placed;
  const { spec } = unit;
  const lesson = spec.kind === 'Lesson' ? spec : undefined;
  const link = (to?: Unit) => to && { id: to.id, title: to.spec.title };
  return {
    ...toUnitSummary(unit, learner.progress),
    hash: unit.hash,
    courseTitle: course.spec.title,
    moduleTitle: module.spec.title,
    text: lesson ? unit.text : unit.sections.intro,
    objectives: lesson?.objectives ?? [],
    diagrams: unit.diagrams.map(({ id, alt, light, dark }) => ({
      id,
      alt,
      light,
      dark,
    })),
    quiz: (lesson?.quiz ?? []).map(question =>
      toQuestionView(question, learner.answers.get(question.id)),
    ),
    tasks:
      spec.kind === 'Lab' ? spec.tasks.map(task => toTaskView(unit, task)) : [],
    scenarios:
      spec.kind === 'Challenge'
        ? spec.scenarios.map(scenario => ({
            ...toTaskView(unit, scenario),
            hintCosts: scenario.hints.map(hintCost),
            completed: learner.solved.has(scenario.id),
          }))
        : [],
    previous: link(previous),
    next: link(next),
  };
}

function toQuestionView(
  question: Question,
  answer?: QuizAnswerResult,
): QuestionView {
  const { id, kind, text, options } = question;
  return {
    id,
    kind,
    text,
    options: options.map(option => ({ id: option.id, text: option.text })),
    answer,
  };
}

function toTaskView(unit: Unit, task: Task | Scenario): TaskView {
  return {
    id: task.id,
    title: task.title,
    text: unit.sections[task.id],
    checks: task.checks.map(toCheckView),
    hintCount: task.hints.length,
    hintKinds: task.hints.map(({ kind }) => kind),
  };
}

function toCheckView({ id, title, answer }: Check): CheckView {
  return {
    id,
    title,
    ...(answer && {
      answer: {
        prompt: answer.prompt,
        options: answer.options?.map(option => ({
          id: option.id,
          text: option.text,
        })),
      },
    }),
  };
}
