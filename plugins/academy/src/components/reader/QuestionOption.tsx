import { useId } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Radio from '@material-ui/core/Radio';
import Typography from '@material-ui/core/Typography';
import type {
  QuestionView,
  QuizAnswerResult,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { InlineCode } from '../markdown';

const useStyles = makeStyles(theme => ({
  explanation: {
    margin: theme.spacing(0, 0, 1, 4),
    paddingLeft: theme.spacing(1),
    borderLeft: '3px solid',
  },
  right: { borderColor: theme.palette.success.main },
  notRight: { borderColor: theme.palette.error.main },
}));

/** One option of a question; after the answer with its explanation. */
export function QuestionOption(props: {
  /** Shared by the options of the question. */
  name: string;
  kind: QuestionView['kind'];
  text: string;
  checked: boolean;
  onChoose(): void;
  result?: QuizAnswerResult['options'][number];
}) {
  const { name, kind, text, checked, onChoose, result } = props;
  const classes = useStyles();
  const explanationId = useId();
  const localized = useLocalized();
  const { t } = useTranslationRef(academyTranslationRef);
  const Control = kind === 'single' ? Radio : Checkbox;
  return (
    <div>
      <FormControlLabel
        control={
          <Control
            color="primary"
            name={name}
            checked={checked}
            onChange={onChoose}
            inputProps={{
              'aria-describedby': result ? explanationId : undefined,
            }}
          />
        }
        label={<InlineCode text={text} />}
      />
      {result && (
        <Typography
          id={explanationId}
          variant="body2"
          className={`${classes.explanation} ${
            result.correct ? classes.right : classes.notRight
          }`}
        >
          <strong>
            {result.correct ? t('reader.right') : t('reader.notRight')}
          </strong>{' '}
          <InlineCode text={localized(result.explanation)} />
        </Typography>
      )}
    </div>
  );
}
