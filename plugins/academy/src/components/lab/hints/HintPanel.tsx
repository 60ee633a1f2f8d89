import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  RevealedHint,
  TaskView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { LessonMarkdown } from '../../markdown';
import { ActionError, ConfirmButton } from '../common';
import { nextHint, type NextHint } from './nextHint';

/** The revealed hints of a task, and the next one, step by step. */
export function HintPanel(props: {
  task: TaskView;
  attempt: AttemptView;
  onReveal(taskId: string): Promise<void>;
}) {
  const { task, attempt, onReveal } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const revealed = attempt.hints
    .filter(({ taskId }) => taskId === task.id)
    .sort((a, b) => a.step - b.step);
  const next = nextHint(task, revealed);
  // After the pass the solution has no price that would need a question.
  const isPriced = attempt.state !== 'passed';
  const asksFirst = next?.isSolution && isPriced;
  const [{ loading, error }, reveal] = useAsyncFn(
    () => onReveal(task.id),
    [onReveal, task.id],
  );
  if (task.hintCount === 0) {
    return null;
  }

  return (
    <section aria-label={t('lab.hint.title')}>
      <Typography variant="subtitle2" component="h4">
        {t('lab.hint.title')}
      </Typography>
      <div aria-live="polite">
        {revealed.map(hint => (
          <Hint key={hint.step} hint={hint} />
        ))}
      </div>
      {!next && (
        <Typography variant="body2" color="textSecondary">
          {t('lab.hint.none')}
        </Typography>
      )}
      {asksFirst && (
        <ConfirmButton
          id={`hint-${task.id}`}
          label={t('lab.hint.revealSolution')}
          title={t('lab.hint.confirmTitle')}
          text={t(
            next.cost === undefined
              ? 'lab.hint.confirmText'
              : 'lab.hint.confirmTextNoScore',
          )}
          confirmLabel={t('lab.hint.confirm')}
          onConfirm={() => onReveal(task.id)}
          buttonProps={{ size: 'small', variant: 'outlined' }}
        />
      )}
      {next && !asksFirst && (
        <Button
          size="small"
          variant="outlined"
          disabled={loading}
          onClick={reveal}
        >
          {next.isSolution
            ? t('lab.hint.revealSolution')
            : t('lab.hint.reveal', {
                number: String(next.step + 1),
                total: String(task.hintCount),
              })}
        </Button>
      )}
      {next && (
        <Typography variant="caption" color="textSecondary" component="p">
          {isPriced && <Price hint={next} />} {t('lab.hint.recorded')}
        </Typography>
      )}
      <ActionError error={loading ? undefined : error} />
    </section>
  );
}

/** What the next hint of a scenario costs. */
function Price({ hint }: { hint: NextHint }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const { cost, isSolution } = hint;
  if (cost === undefined) {
    return null;
  }
  return (
    <>
      {isSolution
        ? t('lab.hint.costSolution')
        : t('lab.hint.cost', { count: cost })}
    </>
  );
}

function Hint({ hint }: { hint: RevealedHint }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  return (
    <Box my={1}>
      <Typography variant="subtitle2" component="h5">
        {hint.kind === 'solution'
          ? t('lab.hint.solution')
          : t(`lab.hint.${hint.kind}`, { number: String(hint.step + 1) })}
      </Typography>
      <LessonMarkdown text={localized(hint.text)} />
    </Box>
  );
}
