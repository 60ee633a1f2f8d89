import { type FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Language,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useSend } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { errorMessage } from '../../common';

/** Id of the title, which names the dialog. */
export const TITLE_ID = 'academy-stop-labs-title';

/** No cluster can have this name: the backend refuses it. */
const ALL = '*';

/** As long as the backend takes. */
const REASON_MAX_LENGTH = 500;

const LANGUAGES: Language[] = ['en', 'ko'];

/** Where labs are to stop, and why, in both languages. */
export function StopLabsForm(props: {
  clusters: TrainingClusterStatus[];
  onCancel(): void;
  onStopped(): Promise<void>;
}) {
  const { clusters, onCancel, onStopped } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const [cluster, setCluster] = useState(ALL);
  const [reason, setReason] = useState({ en: '', ko: '' });
  const { run, sending, error } = useSend(async api => {
    await api.stopLabs({
      ...(cluster !== ALL && { cluster }),
      reason: { en: reason.en.trim(), ko: reason.ko.trim() },
    });
    await onStopped();
  });
  const complete = LANGUAGES.every(language => reason[language].trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };

  return (
    <form onSubmit={submit}>
      <DialogTitle id={TITLE_ID}>{t('admin.labs.stopTitle')}</DialogTitle>
      <DialogContent>
        <DialogContentText>{t('admin.labs.stopText')}</DialogContentText>
        <TextField
          select
          fullWidth
          id="academy-stop-cluster"
          label={t('admin.labs.where')}
          variant="outlined"
          margin="normal"
          value={cluster}
          onChange={event => setCluster(event.target.value)}
        >
          <MenuItem value={ALL}>{t('admin.labs.all')}</MenuItem>
          {clusters.map(({ name, title }) => (
            <MenuItem key={name} value={name}>
              {title}
            </MenuItem>
          ))}
        </TextField>
        {LANGUAGES.map(language => (
          <TextField
            key={language}
            required
            fullWidth
            multiline
            id={`academy-stop-reason-${language}`}
            label={t(`admin.labs.reason.${language}`)}
            variant="outlined"
            margin="normal"
            value={reason[language]}
            onChange={event =>
              setReason({ ...reason, [language]: event.target.value })
            }
            inputProps={{ maxLength: REASON_MAX_LENGTH, lang: language }}
          />
        ))}
        {error && !sending && (
          <Alert severity="error">
            {t('lab.action.failed', { message: errorMessage(error) })}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('lab.confirm.cancel')}</Button>
        <Button type="submit" color="primary" disabled={sending || !complete}>
          {t('admin.labs.stop')}
        </Button>
      </DialogActions>
    </form>
  );
}
