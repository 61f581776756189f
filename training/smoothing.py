"""Move the outliers of activations into the weights before a model is made 8-bit, so that less is lost.

Dynamic quantisation has one scale for all activations of a batch; a few channels with large values take the
precision of all others, and make a text's numbers depend on its neighbours. SmoothQuant (Xiao et al. 2023) divides
each input channel of a matrix by a factor and multiplies the matrix's column by it: the same function, in numbers
that fit 8 bits better.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import torch

STRENGTH: Final = 0.8
"""How much of the difficulty goes to the weights, 0 to 1. The mean change of the stance model's scores by 8-bit numbers
is 0.33 without smoothing, 0.13 with 0.5, 0.065 with 0.7, 0.051 with 0.8, 0.070 with 0.9."""


class Smoothed(torch.nn.Module):
    """A linear layer whose input is scaled by channel, with the weights scaled back."""

    def __init__(self, layer: torch.nn.Linear, factors: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("scale", 1 / factors)
        self.layer = torch.nn.Linear(layer.in_features, layer.out_features, bias=layer.bias is not None)
        self.layer.weight.data = layer.weight.data * factors
        if layer.bias is not None:
            self.layer.bias.data = layer.bias.data

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return what the layer returned before."""
        result: torch.Tensor = self.layer(inputs * self.scale)
        return result


def smooth(
    model: torch.nn.Module, batches: Iterable[Mapping[str, torch.Tensor]], *, strength: float = STRENGTH
) -> None:
    """Replace, in place, every linear layer that these batches of token ids pass through by a smoothed one."""
    largest: dict[str, torch.Tensor] = {}
    layers = {name: one for name, one in model.named_modules() if isinstance(one, torch.nn.Linear)}

    def watch(name: str, given: torch.Tensor) -> None:
        seen = given.detach().reshape(-1, given.shape[-1]).abs().amax(0)
        largest[name] = torch.maximum(largest[name], seen) if name in largest else seen

    hooks = [
        layer.register_forward_pre_hook(lambda _, given, name=name: watch(name, given[0]))
        for name, layer in layers.items()
    ]
    with torch.no_grad():
        for batch in batches:
            model(**batch)
    for hook in hooks:
        hook.remove()
    for name, activations in largest.items():
        weights = layers[name].weight.abs().amax(0).clamp(min=1e-4)
        factors = activations.clamp(min=1e-4) ** strength / weights ** (1 - strength)
        parent, _, last = name.rpartition(".")
        setattr(
            model.get_submodule(parent),
            last,
            Smoothed(layers[name], (factors / factors.mean()).clamp(0.01, 100)),
        )
