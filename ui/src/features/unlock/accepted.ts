/** What a person can accept of a vault that is not opened without it. */
import type { UnlockRequest } from '$api/generated/UnlockRequest';

export type Accepted = Pick<UnlockRequest, 'accept_older' | 'accept_cost' | 'accept_rebuild'>;
