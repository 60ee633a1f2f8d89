import { type FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CheckView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { ActionError } from '../common';
import { AnswerChoice } from './AnswerChoice';
import { AnswerText } from './AnswerText';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    marginTop: theme.spacing(1),
  },
  submit: { marginTop: theme.spacing(1) },
}));

/** Asks for the answer of a check. What was typed stays, whatever becomes of it. */
export function AnswerForm(props: {
  checkId: string;
  question: NonNullable<CheckView['answer']>;
  /** The newest answer that the backend has taken. */
  given?: string;
  onAnswer(checkId: string, answer: string): Promise<void>;
}) {
  const { checkId, question, given, onAnswer } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const [typed, setTyped] = useState(given ?? '');
  const [{ loading, error }, send] = useAsyncFn(
    () => onAnswer(checkId, typed),
    [onAnswer, checkId, typed],
  );
  const id = `answer-${checkId}`;
  const prompt = localized(question.prompt);
  const chosen = question.options?.find(option => option.id === given);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };

  return (
    <form className={classes.root} onSubmit={submit}>
      {question.options ? (
        <AnswerChoice
          name={id}
          prompt={prompt}
          options={question.options}
          chosen={typed}
          onChoose={setTyped}
        />
      ) : (
        <AnswerText id={id} prompt={prompt} value={typed} onChange={setTyped} />
      )}
      <Button
        type="submit"
        size="small"
        variant="outlined"
        color="primary"
        className={classes.submit}
        disabled={loading || typed.trim() === ''}
      >
        {t('lab.answer.submit')}
      </Button>
      <Typography variant="body2" role="status">
        {given !== undefined &&
          t('lab.answer.given', {
            answer: chosen ? localized(chosen.text) : given,
          })}
      </Typography>
      <ActionError error={loading ? undefined : error} />
    </form>
  );
}
