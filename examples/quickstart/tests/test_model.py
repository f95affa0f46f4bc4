"""What every version must be able to do, however accurate it is. MODEL_FILE says which one is tested."""

import os

import joblib
import numpy as np
import pytest

from candidates import DIGITS, load_split


@pytest.fixture(scope="module")
def model():
    return joblib.load(os.environ["MODEL_FILE"])


@pytest.fixture(scope="module")
def held_out():
    _, images, _, labels = load_split()
    return images, labels


def test_answers_every_image_with_a_digit(model, held_out):
    predicted = model.predict(held_out[0])
    assert predicted.shape == held_out[1].shape
    assert set(predicted.tolist()) <= set(range(len(DIGITS)))


def test_gives_each_digit_a_probability(model, held_out):
    images = held_out[0]
    assert model.predict_proba(images).shape == (len(images), len(DIGITS))


def test_probabilities_are_numbers(model, held_out):
    not_numbers = int(np.isnan(model.predict_proba(held_out[0])).any(axis=1).sum())
    assert not_numbers == 0, f"NaN among the probabilities of {not_numbers} images"


def test_probabilities_sum_to_one(model, held_out):
    sums = model.predict_proba(held_out[0]).sum(axis=1)
    wrong = int((~np.isclose(sums, 1.0, atol=0.01)).sum())
    assert wrong == 0, f"probabilities of {wrong} images do not sum to one"


def test_same_image_same_answer(model, held_out):
    images = held_out[0][:50]
    assert model.predict(images).tolist() == model.predict(images.copy()).tolist()


def test_beats_the_most_frequent_digit(model, held_out):
    images, labels = held_out
    most_frequent = float(np.bincount(labels).max() / len(labels))
    accuracy = float((model.predict(images) == labels).mean())
    assert accuracy > 3 * most_frequent
