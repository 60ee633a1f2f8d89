import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  QuestionView,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized, useSend } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { errorMessage } from '../common';
import { InlineCode } from '../markdown';
import { QuestionOption } from './QuestionOption';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(3, 0),
    padding: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    minWidth: 0,
  },
  // Floating keeps a long question inside the border instead of on it.
  legend: {
    ...theme.typography.subtitle1,
    float: 'left',
    width: '100%',
    padding: 0,
    '& + *': { clear: 'both' },
  },
}));

/** A question of a lesson. The backend grades the answer and explains each option. */
export function Question(props: {
  unitId: UnitId;
  question: QuestionView;
  /** 1-based place among the questions of the unit. */
  number: number;
}) {
  const { unitId, question, number } = props;
  const classes = useStyles();
  const name = useId();
  const localized = useLocalized();
  const { t } = useTranslationRef(academyTranslationRef);
  const [chosen, setChosen] = useState(question.answer?.chosen ?? []);
  const answer = useSend(
    (api, optionIds: string[]) =>
      api.answerQuestion(unitId, question.id, optionIds),
    question.answer,
  );

  const choose = (optionId: string) => {
    // An explanation is about the answer that was given, not about the next one.
    answer.clear();
    if (question.kind === 'single') {
      setChosen([optionId]);
    } else if (chosen.includes(optionId)) {
      setChosen(chosen.filter(id => id !== optionId));
    } else {
      setChosen([...chosen, optionId]);
    }
  };

  return (
    <fieldset className={classes.root}>
      <legend className={classes.legend}>
        <strong>{t('reader.question', { number: String(number) })}</strong>{' '}
        <InlineCode text={localized(question.text)} />
      </legend>
      <Typography variant="body2" color="textSecondary">
        {question.kind === 'single'
          ? t('reader.chooseOne')
          : t('reader.chooseSome')}
      </Typography>
      {question.options.map(option => (
        <QuestionOption
          key={option.id}
          name={name}
          kind={question.kind}
          text={localized(option.text)}
          checked={chosen.includes(option.id)}
          onChoose={() => choose(option.id)}
          result={answer.value?.options.find(({ id }) => id === option.id)}
        />
      ))}
      <Button
        variant="outlined"
        color="primary"
        disabled={chosen.length === 0}
        onClick={() => answer.run(chosen)}
      >
        {t('reader.answer')}
      </Button>
      <Typography component="div" aria-live="polite" style={{ marginTop: 8 }}>
        {answer.value &&
          (answer.value.correct ? t('reader.correct') : t('reader.wrong'))}
        {answer.error &&
          t('reader.answerFailed', { message: errorMessage(answer.error) })}
      </Typography>
    </fieldset>
  );
}
