"""The tagger of attributions in torch: the lower layers of a public encoder, its upper ones trained, two heads.

The encoder reads a window of text once. A first head finds the word piece where each cue begins; a second reads the
window again for each of these, with the cue's vector and the distance from it, through one more layer of attention,
and tags the pieces that are its source, the cue itself and its content. So attributions may overlap and nest.
"""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BertModel

from knowledge.understanding.spans import TAGS

LAYERS: Final = 5
FROZEN: Final = 3
"""Layers that stay as they are, so that what they make of a text is computed once."""
WIDTH: Final = 192
HEADS: Final = 4
REACH: Final = 96
"""Pieces from the cue beyond which all distances are one."""
SHAPES: Final = 3


class Layer(nn.Module):
    """One layer of attention over the pieces of a window, as read for one cue (pre-norm)."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.mixed, self.joined = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x: torch.Tensor, away: torch.Tensor) -> torch.Tensor:
        """Mix; `x` has shape (cues, length, width), `away` (cues, 1, 1, length) is very negative at padding."""
        mixed = self.mixed(self.before(x)).view(x.shape[0], x.shape[1], 3, HEADS, WIDTH // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        weights = (query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + away).softmax(-1)
        x = x + self.joined((weights @ value).transpose(1, 2).reshape(x.shape))
        narrow: torch.Tensor = self.narrow(nn.functional.gelu(self.wide(self.between(x))))
        return x + narrow


class SpanTagger(nn.Module):
    """The encoder, whose lower layers stay as they are, with its two heads."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.embeddings = bert.embeddings
        self.lower = bert.encoder.layer[:FROZEN]
        self.upper = bert.encoder.layer[FROZEN:]
        size = bert.config.hidden_size
        self.shape = nn.Embedding(SHAPES, size)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.anchor = nn.Sequential(nn.Linear(size, WIDTH), nn.GELU(), nn.Linear(WIDTH, 1))
        self.piece, self.cue = nn.Linear(size, WIDTH), nn.Linear(size, WIDTH)
        self.distance = nn.Embedding(2 * REACH + 1, WIDTH)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.layer = Layer()
        self.last = nn.LayerNorm(WIDTH)
        self.tags = nn.Linear(WIDTH, len(TAGS))

    def states(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Vectors of the pieces after the lower layers, shape (batch, length, size)."""
        hidden: torch.Tensor = self.embeddings(input_ids=ids)
        for layer in self.lower:
            hidden = layer(hidden, _away(mask, hidden))
        return hidden

    def read(
        self, hidden: torch.Tensor, mask: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Vectors after the upper layers, and how likely a cue begins at each piece, before the sigmoid."""
        hidden = hidden + self.shape(shapes)
        for layer in self.upper:
            hidden = layer(hidden, _away(mask, hidden))
        return hidden, self.anchor(hidden).squeeze(-1)

    def tag(
        self, hidden: torch.Tensor, mask: torch.Tensor, row: torch.Tensor, place: torch.Tensor
    ) -> torch.Tensor:
        """Scores of the tags, shape (cues, length, tags), for cues that begin at `place` of window `row`."""
        steps = torch.arange(hidden.shape[1]) - place.unsqueeze(1)
        near = self.distance(steps.clamp(-REACH, REACH) + REACH)
        x = self.piece(hidden)[row] + self.cue(hidden[row, place]).unsqueeze(1) + near
        x = self.layer(x, _away(mask[row], x))
        scores: torch.Tensor = self.tags(self.last(x))
        return scores


def _away(mask: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    return ((1.0 - mask.to(like.dtype)) * -10000.0).unsqueeze(1).unsqueeze(1)


def base(path: Path, *, kept: list[int]) -> BertModel:
    """The first layers of the base model, with the vectors of the word pieces kept only."""
    bert = BertModel.from_pretrained(
        path,
        num_hidden_layers=LAYERS,
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    words = bert.embeddings.word_embeddings.weight[kept].clone()
    bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(words)
    return bert


def id_map(kept: list[int], total: int) -> NDArray[np.int64]:
    """The new id of every id of the shared vocabulary; what is not kept is `[UNK]`, the second."""
    new = np.full(total, 1, dtype=np.int64)
    new[kept] = np.arange(len(kept))
    return new
