"""The data and the six versions of the registered model `digits`: what was trained, and on what."""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

SEED = 0
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def load_split():
    """1797 handwritten digits, 8 x 8 pixels each: one half to train on, one half held out."""
    images, labels = load_digits(return_X_y=True)
    return train_test_split(images, labels, test_size=0.5, stratify=labels, random_state=SEED)


def train_linear(images, labels, components):
    """Logistic regression on the first principal components of the pixels."""
    reduction = PCA(components, random_state=SEED)
    return make_pipeline(reduction, StandardScaler(), LogisticRegression(max_iter=1000)).fit(images, labels)


def train_kernel(images, labels):
    """Logistic regression on an approximated RBF kernel."""
    kernel = Nystroem(gamma=0.2, n_components=300, random_state=SEED)
    regression = LogisticRegression(C=100, max_iter=2000)
    return make_pipeline(MinMaxScaler(), kernel, regression).fit(images, labels)


class HalfPrecision:
    """
    A trained classifier whose scores are kept in 16 bits, to be smaller and faster.

    Nothing over 65504 fits there, so exp() of a score above 11 is infinite, and the probability
    becomes infinity / infinity. The most probable class is still found, by the scores alone:
    such a model looks well until somebody asks it how sure it is.
    """

    def __init__(self, classifier):
        self.classifier = classifier

    def scores(self, images):
        return self.classifier.decision_function(images).astype(np.float16)

    def predict(self, images):
        return self.classifier.classes_[self.scores(images).argmax(axis=1)]

    def predict_proba(self, images):
        with np.errstate(over="ignore", invalid="ignore"):
            odds = np.exp(self.scores(images))
            return odds / odds.sum(axis=1, keepdims=True)


def drop_most(images, labels, digit, keep):
    """The data as a faulty export leaves it: all but the first few images of one digit are lost."""
    lost = np.flatnonzero(labels == digit)[keep:]
    return np.delete(images, lost, axis=0), np.delete(labels, lost)


def train_versions(images, labels):
    """Every version by its number, in the order in which they were registered."""
    better = train_linear(images, labels, components=15)
    return {
        1: train_linear(images, labels, components=12),
        2: better,
        3: train_linear(images, labels, components=10),
        4: HalfPrecision(better),
        5: train_kernel(*drop_most(images, labels, digit=8, keep=12)),
        6: train_kernel(images, labels),
    }
