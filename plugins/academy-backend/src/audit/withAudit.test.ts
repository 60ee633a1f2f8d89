import { mockServices } from '@backstage/backend-test-utils';
import { withAudit } from './withAudit';

function createAuditor() {
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  auditor.createEvent.mockResolvedValue({ success, fail });
  return { auditor, success, fail };
}

describe('withAudit', () => {
  it('writes down what is about to happen and that it did', async () => {
    const { auditor, success, fail } = createAuditor();
    const meta = { actionType: 'complete', unitId: 'a/b/c' };
    const action = async () => {
      expect(auditor.createEvent).toHaveBeenCalledWith({
        eventId: 'progress-write',
        meta,
      });
      expect(success).not.toHaveBeenCalled();
      return 'done';
    };
    await expect(
      withAudit({ auditor, eventId: 'progress-write', meta }, action),
    ).resolves.toBe('done');
    expect(success).toHaveBeenCalledTimes(1);
    expect(fail).not.toHaveBeenCalled();
  });

  it('writes down why it failed and lets the error through', async () => {
    const { auditor, success, fail } = createAuditor();
    const error = new Error('no');
    await expect(
      withAudit({ auditor, eventId: 'progress-write' }, async () => {
        throw error;
      }),
    ).rejects.toBe(error);
    expect(fail).toHaveBeenCalledWith({ error });
    expect(success).not.toHaveBeenCalled();
  });
});
