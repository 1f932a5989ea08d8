/** Asking before something is lost: one question at a time, answered yes or no. */
export interface Question {
  title: string;
  body: string;
  action: string;
  danger: boolean;
}

interface Pending extends Question {
  answer: (yes: boolean) => void;
}

let pending = $state<Pending | null>(null);

/** The question that waits for its answer. */
export function pendingQuestion(): Pending | null {
  return pending;
}

/** Asks; another question that still waits is answered with no. */
export function ask(question: Question): Promise<boolean> {
  pending?.answer(false);
  return new Promise((resolve) => {
    pending = {
      ...question,
      answer: (yes) => {
        pending = null;
        resolve(yes);
      },
    };
  });
}
